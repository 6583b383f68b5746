# What port-forward says before it forwards.
# versions: 1.27,1.33
kubectl create deployment web --image=nginx --port=80
kubectl expose deployment web --port=8081 --target-port=80
kubectl apply -f - <<EOF
apiVersion: v1
kind: Service
metadata: {name: other}
spec:
  selector: {app: web}
  ports:
  - {name: http, port: 80, targetPort: web}
  - {name: dns, port: 53, protocol: UDP}
EOF
kubectl run later --image=nginx:nope
kubectl run named --image=nginx --port=53 --dry-run=client -o yaml | sed 's/containerPort: 53/&\n      protocol: UDP\n      name: dns/' | kubectl apply -f -
kubectl wait --for=condition=Available deployment/web
kubectl port-forward
kubectl port-forward web
kubectl port-forward nope 80
kubectl port-forward service/nope 80
kubectl port-forward service/web 80
kubectl port-forward service/web http
kubectl port-forward service/other http
kubectl port-forward service/other 53
kubectl port-forward service/other dns
kubectl port-forward deployment/web http
kubectl port-forward deployment/web 70000
kubectl port-forward deployment/web x:80
kubectl port-forward deployment/web :0
kubectl port-forward --address x deployment/web 80
kubectl port-forward later 80
kubectl port-forward named 53
kubectl port-forward configmap/kube-root-ca.crt 80
kubectl port-forward nothing/web 80
kubectl port-forward deployment/web 80 --as jane
kubectl proxy --unix-socket=x --port=1
