# Server-side apply: who owns which fields.
# versions: 1.33
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
        env:
        - name: A
          value: "1"
EOF
kubectl apply --server-side --dry-run=server -f web.yaml
kubectl get deploy
kubectl apply --server-side -f web.yaml
kubectl get deploy web -o yaml
kubectl get deploy web -o yaml --show-managed-fields
kubectl get deploy web -o json --show-managed-fields
kubectl apply --server-side -f web.yaml
kubectl get deploy web -o jsonpath='{range .metadata.managedFields[*]}{.manager}{" "}{.operation}{" "}{.subresource}{"\n"}{end}'
kubectl get pods -o yaml --show-managed-fields
kubectl get rs -o yaml --show-managed-fields
kubectl scale deploy web --replicas=3
kubectl apply --server-side -f web.yaml
kubectl apply --server-side --field-manager=other -f web.yaml
kubectl apply --server-side --force-conflicts -f web.yaml -o yaml --show-managed-fields
kubectl get deploy web -o custom-columns=R:.spec.replicas,M:.metadata.managedFields[*].manager
sed -i 's/1.26/1.27/; s/replicas: 2/replicas: 4/' web.yaml
kubectl apply --server-side --field-manager=other -f web.yaml
kubectl apply --server-side --field-manager=other --force-conflicts -f web.yaml
kubectl get deploy web -o yaml --show-managed-fields
sed -i '/replicas:/d; /env:/,$d' web.yaml
kubectl apply --server-side -f web.yaml
kubectl apply --server-side --force-conflicts -f web.yaml
kubectl get deploy web -o yaml --show-managed-fields
kubectl apply --server-side --field-manager=other -f web.yaml
kubectl get deploy web -o jsonpath='{.spec.replicas} {.spec.template.spec.containers[0].env}'
kubectl apply -f web.yaml --server-side --dry-run=client
kubectl apply -f web.yaml --force-conflicts
kubectl apply -f web.yaml --server-side --prune --all
sed 's/image:/imagge:/' web.yaml > wrong.yaml
kubectl apply --server-side -f wrong.yaml
kubectl apply --server-side -f wrong.yaml --validate=false
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: cm\ndata:\n  a: 1\n  b: "2"\n' > cm.yaml
kubectl apply --server-side -f cm.yaml
sed -i 's/a: 1/a: "1"/' cm.yaml
kubectl apply -f cm.yaml
kubectl get cm cm -o yaml --show-managed-fields
kubectl apply --server-side -f cm.yaml
kubectl get cm cm -o yaml --show-managed-fields
sed -i '/b:/d' cm.yaml
kubectl apply --server-side -f cm.yaml
kubectl get cm cm -o yaml --show-managed-fields
kubectl apply -f cm.yaml
kubectl patch cm cm --type=merge -p '{"data":{"a":"9","c":"3"}}'
kubectl apply --server-side -f cm.yaml
kubectl annotate cm cm note=x
kubectl label cm cm tier=front
kubectl patch cm cm --type=json -p '[{"op":"remove","path":"/data/c"}]'
kubectl get cm cm -o yaml --show-managed-fields
kubectl patch cm cm --type=merge -p '{"metadata":{"managedFields":[{}]}}'
kubectl get cm cm -o yaml --show-managed-fields
kubectl apply --server-side -f cm.yaml
kubectl apply --server-side --force-conflicts -f cm.yaml
kubectl get cm cm -o yaml --show-managed-fields
kubectl create -f cm.yaml
kubectl replace -f cm.yaml
kubectl get cm cm -o yaml --show-managed-fields
cat <<EOF > svc.yaml
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
  - port: 80
    name: http
  - port: 443
    name: https
EOF
kubectl apply --server-side -f svc.yaml
kubectl expose deploy web --port=81 --name=web-2
kubectl get svc web web-2 -o yaml --show-managed-fields
kubectl patch svc web -p '{"spec":{"ports":[{"port":8080,"name":"alt"}]}}'
sed -i '/443/,$d' svc.yaml
kubectl apply --server-side -f svc.yaml
kubectl get svc web -o jsonpath='{.spec.ports[*].name}'
printf 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n  - port: 80\n  - port: 80\n' > twice.yaml
kubectl apply --server-side -f twice.yaml
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  generateName: gen-\n' > gen.yaml
kubectl apply --server-side -f gen.yaml
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: uid\n  uid: 1-2-3\n' > uid.yaml
kubectl apply --server-side -f uid.yaml
kubectl run one --image=nginx
kubectl get pod one -o yaml --show-managed-fields
kubectl set image deploy web nginx=nginx:1.25
kubectl get deploy web -o yaml --show-managed-fields
kubectl get deploy web --show-managed-fields
kubectl create secret generic s --from-literal=a=b
kubectl create sa robot
kubectl create ns team
kubectl get secret/s sa/robot ns/team -o yaml --show-managed-fields
kubectl get node -o jsonpath='{range .items[0].metadata.managedFields[*]}{.manager}{" "}{.operation}{" "}{.subresource}{"\n"}{end}'
kubectl describe cm cm
