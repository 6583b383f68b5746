# Declarative objects.
cat <<EOF > web.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels:
    app: web
spec:
  replicas: 2
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - name: nginx
        image: nginx:1.26
        ports:
        - containerPort: 80
        resources:
          requests:
            cpu: 0.1
            memory: 64Mi
          limits:
            memory: 0.125Gi
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
  - port: 80
EOF
kubectl apply -f web.yaml --dry-run=client
kubectl apply -f web.yaml --dry-run=server
kubectl apply -f web.yaml
kubectl apply -f web.yaml
kubectl get deploy,svc,rs
kubectl get deploy web -o yaml
sed -i 's/replicas: 2/replicas: 3/; s/1.26/1.27/' web.yaml
kubectl apply -f web.yaml
kubectl get deploy web -o wide
kubectl get rs -o wide
kubectl describe deploy web
kubectl describe rs
kubectl apply -f web.yaml -o name
kubectl apply -f web.yaml -o yaml
kubectl create cm plain --from-literal=a=1
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: plain\ndata:\n  b: "2"\n' > plain.yaml
kubectl apply -f plain.yaml
kubectl get cm plain -o yaml
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  generateName: gen-\n' > gen.yaml
kubectl apply -f gen.yaml
kubectl create -f gen.yaml
sed 's/app: web$/app: other/' web.yaml > immutable.yaml
kubectl apply -f immutable.yaml
kubectl apply view-last-applied svc/web
kubectl delete -f web.yaml
kubectl get all
